// An ESM module that a CommonJS one requires (the operator's base class does) has to be evaluated before.
import '@kubernetes/client-node';
