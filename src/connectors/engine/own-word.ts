/** A field of the response has no value of its own: it need not be asked what it were without one. */
export const isField = /^(string\()?(json|xml|headers|cookies)\.[\w.]+\)?$/;
