import { failure, type Failure } from '../failure.ts';
import { ofAccount, ofMoment, ofToken, type Meaning } from './said-words.ts';

/** A cause among others, or one that is denied: it says nothing for sure. */
const doubtful =
  /\b(?:or|either|may|might|could|if|unless|whether|not|check|ensure|possibly|perhaps|before|until|will|would)\b|\w\/\w|\b(?:of|for)\s+(?:(?:the|this|your)\s+)?$/i;
/** Another cause, or when that would be. */
const orElse = /^[\s,]{0,3}(?:or\b|\/|(?:after|in)\s+\d)|^(?:,\s{0,3}\w{1,20}){1,4},?\s+or\b/i;

function meaningIn(sentences: readonly string[], meanings: readonly Meaning[]): Failure | undefined {
  for (const { says, reason, causes, fix } of meanings) {
    for (const sentence of sentences) {
      const found = says.exec(sentence);
      if (!found) continue;
      const after = sentence.slice(found.index + found[0].length);
      if (doubtful.test(sentence.slice(0, found.index)) || orElse.test(after)) continue;
      return failure(reason, { causes, fix });
    }
  }
  return undefined;
}

const ends = /[.!?](?=\s|$)|[;\r\n|]|:\s|\s-\s/;

/** `ACCOUNT_LOCKED`, `PasswordExpired`: a word for programs as a person says it. */
const inPlainWords = (text: string) => text.replaceAll(/(?<=[A-Za-z])_(?=[A-Za-z])|(?<=[a-z])(?=[A-Z][a-z])/g, ' ');

const sentencesIn = (text: string) => inPlainWords(text).split(ends);

/** What a text says of the account; undefined if it says nothing, or several things that may be so. */
export function saidOfAccount(text: string): Failure | undefined {
  return meaningIn(sentencesIn(text), ofAccount);
}

/** What a text says of a token that was shown. Of one that was just made it would be the clock. */
export function saidOfToken(text: string): Failure | undefined {
  return meaningIn(sentencesIn(text), ofToken);
}

/** What a text says of the moment: a refusal that passes by itself. */
export function saidOfMoment(text: string): Failure | undefined {
  return meaningIn(sentencesIn(text), ofMoment);
}
