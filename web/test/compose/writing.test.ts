// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  decodeFlowed,
  encodeFlowed,
  readLines,
  showLines,
} from "../../src/mailbox/compose/flowed.ts";
import { promisedFile } from "../../src/mailbox/compose/forgotten.ts";
import { readMailto } from "../../src/mailbox/compose/mailto.ts";

describe("format=flowed", () => {
  const long =
    "the three sensors from Helgoland came back within tolerance, so I have signed all of them. One remark.";
  test("no line is longer than 78 and paragraphs read back", () => {
    const lines = [
      { depth: 0, text: long },
      { depth: 2, text: long },
      { depth: 0, text: "" },
    ];
    const text = encodeFlowed(lines);
    expect(Math.max(...text.split("\r\n").map((l) => l.length))).toBeLessThanOrEqual(78);
    expect(decodeFlowed(text)).toEqual(lines);
  });
  test("stuffs lines that look like quotes, spaces or From", () => {
    const lines = [">not a quote", " indented", "From here"].map((text) => ({ depth: 0, text }));
    expect(encodeFlowed(lines)).toBe(" >not a quote\r\n  indented\r\n From here");
    expect(decodeFlowed(encodeFlowed(lines))).toEqual(lines);
  });
  test("the signature mark stays whole", () => {
    expect(encodeFlowed([{ depth: 0, text: "-- " }])).toBe("-- ");
    expect(decodeFlowed("-- \r\nInes")).toHaveLength(2);
  });
  test("a word longer than the line is not cut", () => {
    const word = `https://x.example/${"a".repeat(200)}`;
    expect(encodeFlowed([{ depth: 0, text: word }])).toBe(word);
  });
  test("a random text reads back", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    for (let round = 0; round < 300; round++) {
      const lines = Array.from({ length: 8 }, () => ({
        depth: Math.floor(random() * 3),
        text: Array.from({ length: Math.floor(random() * 40) }, () =>
          "abc> - From é田".slice(Math.floor(random() * 10)).slice(0, 1 + Math.floor(random() * 6)),
        )
          .join(" ")
          .trim(),
      })).map((l) => ({ ...l, text: l.text.replace(/ +/g, " ").trimEnd() }));
      expect(decodeFlowed(encodeFlowed(lines))).toEqual(lines);
    }
  });
  test("the plain-text window shows and reads quotes", () => {
    const shown = "Hallo\n> zitiert\n>> tiefer\n>";
    expect(readLines(shown)).toEqual([
      { depth: 0, text: "Hallo" },
      { depth: 1, text: "zitiert" },
      { depth: 2, text: "tiefer" },
      { depth: 1, text: "" },
    ]);
    expect(showLines(readLines(shown))).toBe("Hallo\n> zitiert\n>> tiefer\n>");
  });
});

describe("promisedFile", () => {
  test.each([
    "Please find attached the report.",
    "I've attached the photos",
    "See the attachment for details",
    "Im Anhang findest du die Liste",
    "Anbei die Rechnung.",
    "Vous trouverez ci-joint le compte rendu",
    "Le adjunto el informe",
    "資料を添付します",
    "Во вложении договор",
    "W załączeniu faktura",
  ])("%s", (text) => {
    expect(promisedFile("Report", text)).not.toBeNull();
  });
  test.each([
    "We are attached to this dog",
    "The attaché called.",
    "Everything is fine.",
    "> Please find attached the report\n\nThanks!",
    "Thanks\n-- \nSee attached",
  ])("nothing promised: %s", (text) => {
    expect(promisedFile("Hello", text)).toBeNull();
  });
  test("a subject that is answered promises nothing", () => {
    expect(promisedFile("Re: invoice attached", "Thanks")).toBeNull();
    expect(promisedFile("The invoice attached", "Hi")).not.toBeNull();
  });
});

describe("readMailto", () => {
  test("reads addresses, subject and body", () => {
    const m = readMailto(
      "mailto:a@x.example,b%2Cc@x.example?cc=d@x.example&subject=Hi%20you&body=1%0D%0A2",
    );
    expect(m.to.map((x) => x.email)).toContain("a@x.example");
    expect(m.cc.map((x) => x.email)).toEqual(["d@x.example"]);
    expect(m.subject).toBe("Hi you");
    expect(m.body).toBe("1\n2");
  });
  test("a plus of an address stays", () => {
    expect(readMailto("mailto:a+b@x.example").to[0]?.email).toBe("a+b@x.example");
  });
  test("reads the query of our own page, a whole mailto in it", () => {
    const m = readMailto("?to=mailto%3Aa%40x.example%3Fsubject%3DHi&bcc=b%40x.example");
    expect(m.to[0]?.email).toBe("a@x.example");
    expect(m.subject).toBe("Hi");
    expect(m.bcc[0]?.email).toBe("b@x.example");
  });
  test("header fields other than the harmless ones are dropped, broken escapes kept", () => {
    const m = readMailto("mailto:a@x.example?attach=/etc/passwd&from=b@x.example&subject=100%");
    expect(m.subject).toBe("100%");
    expect(Object.keys(m)).not.toContain("attach");
  });
});
