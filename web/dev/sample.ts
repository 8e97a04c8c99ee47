// SPDX-License-Identifier: Apache-2.0
// Sample mail for `web/build dev`: invented people, several scripts.
import type { Email, Id } from "../src/jmap/types.ts";
import { FakeServer } from "../test/fake.ts";

export const OWN = "ines.kruse@nordlicht.example";

const PEOPLE: [name: string, email: string][] = [
  ["Priya Raman", "priya.raman@lumen-optik.example"],
  ["Jonas Brandt", "jonas.brandt@nordlicht.example"],
  ["田中 由紀", "yuki.tanaka@kansai-kisho.example"],
  ["Odile Marchand", "odile@marchand.example"],
  ["ليلى حداد", "layla@haddad.example"],
  ["Facilities", "facilities@nordlicht.example"],
  ["Mateusz Wójcik", "mateusz@wojcik.example"],
  ["נועה בן־דוד", "noa@bendavid.example"],
  ["Build server", "build@ci.nordlicht.example"],
  ["Freya Lindqvist", "freya@lindqvist.example"],
  ["Stadtwerke Nordstrand", "service@stadtwerke.example"],
  ["Tomás Ferreira", "tomas@ferreira.example"],
];

const MAIL: [who: number, subject: string, preview: string, hours: number, marks: string][] = [
  [
    0,
    "Calibration certificates for the spring batch",
    "The three sensors from Helgoland came back within tolerance, so I have signed all of them.",
    0.3,
    "4af",
  ],
  [
    1,
    "Übergabe Messstation Helgoland: Checkliste und Schlüssel",
    "Moin Ines, die Schlüssel liegen beim Hafenmeister. Die Fähre geht um 14:30.",
    0.7,
    "ua",
  ],
  [
    2,
    "京都ワークショップの日程について",
    "お世話になっております。来月のワークショップですが、会場の都合で14日から15日に変更となりました。",
    1,
    "2u",
  ],
  [
    3,
    "Compte rendu de la réunion de mardi",
    "Bonjour à toutes et à tous, vous trouverez ci-joint le compte rendu. Les points ouverts sont en gras.",
    1.4,
    "a",
  ],
  [
    4,
    "جدول التسليم للأسبوع القادم",
    "صباح الخير إيناس، أرفقت الجدول المحدّث مع أوقات الوصول إلى الميناء والأسماء",
    2.1,
    "3r",
  ],
  [
    5,
    "Water off in building C, Thursday 06:00 to 09:30, please read the note about the cold room",
    "The supplier replaces the main valve. Sample fridges stay on.",
    2.7,
    "",
  ],
  [
    6,
    "Anemometer mast: photos from the north face",
    "Fourteen pictures, the cracked bracket is in number nine. I would replace both.",
    50,
    "af",
  ],
  [
    7,
    "אישור הזמנה: חדר ישיבות ותחנת מדידה",
    "שלום אינס, החדר שמור עבורנו ביום רביעי בין 10:00 ל־12:00, והמפתח אצל השומר",
    52,
    "r",
  ],
  [
    8,
    "firmware/gust-logger #4182 passed after 6 min 20 s",
    "All 1,912 checks passed. Two were skipped because no serial device was connected.",
    54,
    "",
  ],
  [
    9,
    "Lunch on the boat?",
    "The weather looks absurdly good for November. I can bring soup.",
    75,
    "6r",
  ],
  [
    10,
    "Ihre Abschlagsrechnung Oktober",
    "Guten Tag, die Rechnung finden Sie im Anhang. Der Betrag wird am 2. Dezember abgebucht.",
    100,
    "a",
  ],
  [
    11,
    "Re: Barometer loan for the school project",
    "They loved it. Twelve children now believe that air is heavy.",
    126,
    "r",
  ],
  [
    0,
    "Tolerance tables, second edition",
    "Here is the version we agreed on, with the humidity column split in two. Drift per year moved.",
    130,
    "a",
  ],
];

function put(server: FakeServer, mailboxId: Id, part: Partial<Email>): Email {
  return server.addEmail({ mailboxIds: { [mailboxId]: true }, ...part });
}

export function sampleServer(many: number): FakeServer {
  const server = new FakeServer();
  const add = (name: string, role: string | null, parentId: Id | null = null) =>
    server.addMailbox({ name, role, parentId }).id;
  const inbox = add("Inbox", "inbox");
  const drafts = add("Drafts", "drafts");
  const sent = add("Sent", "sent");
  add("Archive", "archive");
  const junk = add("Junk", "junk");
  add("Trash", "trash");
  const calibration = add("Calibration", null);
  const stations = add("Stations", null);
  const helgoland = add("Helgoland", null, stations);
  add("Nordstrand", null, stations);
  add("Invoices", null);
  add("Kyoto 2027", null);
  const now = Date.now();
  const at = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
  const from = (who: number) => {
    const [name, email] = PEOPLE[who % PEOPLE.length]!;
    return [{ name, email }];
  };
  const own = [{ name: "Ines Kruse", email: OWN }];
  for (let i = many; i > 0; i--)
    put(server, inbox, {
      from: from(i * 7),
      to: own,
      subject: `${MAIL[i % MAIL.length]![1]} ${i}`,
      preview: MAIL[i % MAIL.length]![2],
      receivedAt: at(150 + i * 3),
      keywords: { $seen: true },
      hasAttachment: i % 5 === 0,
    });
  for (const [who, subject, preview, hours, marks] of [...MAIL].reverse()) {
    const threadId = `t${subject}`;
    const count = Number(/\d/.exec(marks)?.[0] ?? 1);
    for (let n = count - 1; n > 0; n--)
      put(server, n % 2 ? sent : inbox, {
        threadId,
        from: n % 2 && who === 0 ? own : from(who),
        subject,
        receivedAt: at(hours + n * 20),
        keywords: { $seen: true },
      });
    const keywords: Record<string, true> = {};
    if (!marks.includes("u")) keywords.$seen = true;
    if (marks.includes("f")) keywords.$flagged = true;
    if (marks.includes("r")) keywords.$answered = true;
    const hasAttachment = marks.includes("a");
    put(server, inbox, {
      threadId,
      from: from(who),
      to: own,
      subject,
      preview,
      receivedAt: at(hours),
      keywords,
      hasAttachment,
    });
  }
  for (let i = 0; i < 4; i++) put(server, calibration, { from: from(i), receivedAt: at(300 + i) });
  put(server, helgoland, { from: from(1), receivedAt: at(400) });
  for (let i = 0; i < 3; i++) put(server, junk, { from: from(11 - i), receivedAt: at(20 + i) });
  for (let i = 0; i < 2; i++)
    put(server, drafts, {
      from: own,
      to: from(i),
      receivedAt: at(3 + i),
      keywords: { $draft: true, $seen: true },
    });
  put(server, sent, { from: own, to: from(9), receivedAt: at(1), keywords: { $seen: true } });
  return server;
}

let arrived = 0;
/** One more message, as if it had just come in. */
export function arrive(server: FakeServer): void {
  const inbox = [...server.mailboxes.values()].find((m) => m.role === "inbox")!.id;
  const [name, email] = PEOPLE[arrived % PEOPLE.length]!;
  put(server, inbox, {
    id: `new${arrived}`,
    threadId: `tnew${arrived++}`,
    from: [{ name, email }],
    subject: `Just arrived ${arrived}`,
    receivedAt: new Date().toISOString(),
  });
  server.push();
}
