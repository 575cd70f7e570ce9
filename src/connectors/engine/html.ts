const passwordField = /type=["']?password/i;
const words = ['login', 'signin', 'sso'];
const longestWord = 6;
/** Attributes of a form that are looked at. */
const mostOfATag = 2000;

/** Whether a page is one to sign in at. Read once from front to end, whatever is in it. */
export function isSignInPage(text: string): boolean {
  const page = text.toLowerCase();
  if (passwordField.test(page) || page.includes('saml')) return true;
  let next = 0;
  for (let at = page.indexOf('<form'); at !== -1; at = page.indexOf('<form', next)) {
    const tag = page.slice(at, at + mostOfATag);
    const end = tag.indexOf('>');
    const attributes = end === -1 ? tag : tag.slice(0, end);
    if (words.some((word) => attributes.includes(word))) return true;
    // A form within what was looked at shows nothing new, but for a word that is cut at its end.
    next = at + Math.max('<form'.length, attributes.length - longestWord);
  }
  return false;
}
