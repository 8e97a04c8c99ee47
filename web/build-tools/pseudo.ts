// SPDX-License-Identifier: Apache-2.0
// A language that nobody speaks: English with accents, 40 % longer and in brackets. What stands outside of brackets on the
// screen is in no catalogue; what does not fit would not fit in German.
import type { Message, Part } from "../src/text/message.ts";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "áƀçďéƒǧĥíĵķĺɱñóƥʠřšťúṽŵẋýžÁƁÇĎÉƑǦĤÍĴĶĹṀÑÓƤɊŘŠŤÚṼŴẊÝŽ";
const ACCENTS = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at]!]));
const LONGER = 0.4;

const accent = (text: string) => [...text].map((letter) => ACCENTS.get(letter) ?? letter).join("");

/** Letters of a message, in its longest choice. */
function lengthOf(message: Message): number {
  if (typeof message === "string") return message.length;
  return message.map(lengthOfPart).reduce((sum, length) => sum + length, 0);
}

function lengthOfPart(part: Part): number {
  if (typeof part === "string") return part.length;
  if (part === 0) return 2;
  switch (part[0]) {
    case "a":
    case "n":
      return 4;
    case "p":
    case "o":
      return Math.max(...Object.values(part[3]).map(lengthOf));
    case "s":
      return Math.max(...Object.values(part[2]).map(lengthOf));
    case "t":
      return lengthOf(part[2]);
  }
}

function accented(message: Message): Message {
  return typeof message === "string" ? accent(message) : message.map(accentedPart);
}

const options = (all: Record<string, Message>) =>
  Object.fromEntries(Object.entries(all).map(([key, message]) => [key, accented(message)]));

function accentedPart(part: Part): Part {
  if (typeof part === "string") return accent(part);
  if (part === 0) return part;
  switch (part[0]) {
    case "p":
    case "o":
      return [part[0], part[1], part[2], options(part[3])];
    case "s":
      return ["s", part[1], options(part[2])];
    case "t":
      return ["t", part[1], accented(part[2])];
    default:
      return part;
  }
}

export function pseudoMessage(message: Message): Message {
  const tail = "~".repeat(Math.max(1, Math.ceil(lengthOf(message) * LONGER) - 2));
  const inner = accented(message);
  return typeof inner === "string" ? `[${inner}${tail}]` : ["[", ...inner, `${tail}]`];
}

export function pseudoCatalogue(messages: Record<string, Message>): Record<string, Message> {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [key, pseudoMessage(message)]),
  );
}
