// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.util.List;

/**
 * A conversation as it is written again and again with other people and dates.
 *
 * @param language BCP 47
 * @param from who writes the last message: the name of one of the people, or the address of an outsider
 * @param texts one a message, in turn; paragraphs are separated by empty lines
 * @param files names of files attached to the message that says so, else to the first
 * @param html whether its messages have an HTML part
 */
record SampleThread(
        String language, String from, String subject, List<String> texts, List<String> files, boolean html) {

    /** The message that has the files. */
    int filesAt() {
        for (int turn = 0; turn < texts.size(); turn++) if (texts.get(turn).contains("attached")) return turn;
        return 0;
    }

    static final List<SampleThread> ALL = List.of(
            new SampleThread(
                    "en",
                    "priya",
                    "Calibration certificates for the spring batch",
                    List.of(
                            "Hello,\n\ncould you look at the three Helgoland sensors first? They are needed on the station before the ferry on Wednesday.\n\nThank you",
                            "Of course. They are on the bench since this morning and warm up until noon.",
                            "Good. The harbour master asks whether the mast may stand open on Tuesday.",
                            "Good morning,\n\nthe three sensors from Helgoland came back within tolerance, so I have signed all of them. One remark on HL-07: the drift is 0.03 hPa a month, still fine, but I would bring it in again in May rather than in November.\n\nCertificates and the raw readings are attached."),
                    List.of("HL-05 to HL-07 certificates.pdf", "Raw readings.csv"),
                    true),
            new SampleThread(
                    "de",
                    "jonas",
                    "Übergabe Messstation Helgoland: Checkliste und Schlüssel",
                    List.of(
                            "Moin,\n\ndie Schlüssel liegen beim Hafenmeister. Die Checkliste ist bis auf zwei Punkte abgehakt: der Blitzschutz fehlt noch, und das Ersatznetzteil liegt im falschen Schrank.\n\nSchöne Grüße",
                            "Danke! Den Blitzschutz macht die Werft am Donnerstag. Das Netzteil bringe ich selbst mit."),
                    List.of("Checkliste.pdf"),
                    false),
            new SampleThread(
                    "ja",
                    "yuki",
                    "京都ワークショップの日程について",
                    List.of(
                            "お世話になっております。\n\n来月のワークショップですが、会場の都合により二日目を午後からの開始に変更させていただけますでしょうか。\n\nよろしくお願いいたします。",
                            "承知いたしました。二日目は午後一時からで問題ありません。参加者にも連絡しておきます。"),
                    List.of(),
                    false),
            new SampleThread(
                    "fr",
                    "odile",
                    "Compte rendu de la réunion de mardi",
                    List.of(
                            "Bonjour à toutes et à tous,\n\nvous trouverez ci-joint le compte rendu. Trois décisions : le budget des capteurs est validé, la visite de Brest est avancée d’une semaine, et nous passons aux étiquettes bilingues.\n\nBonne journée",
                            "Merci beaucoup. Une précision : la visite commence à neuf heures, pas à dix."),
                    List.of("compte-rendu.odt"),
                    true),
            new SampleThread(
                    "ar",
                    "layla",
                    "جدول التسليم للأسبوع القادم",
                    List.of(
                            "صباح الخير،\n\nأرفقت الجدول المحدّث مع أوقات الوصول إلى الميناء. تم تقديم شحنة يوم الثلاثاء إلى يوم الاثنين.\n\nمع التحية",
                            "شكرًا جزيلًا. سأبلغ الفريق اليوم."),
                    List.of("schedule.xlsx"),
                    false),
            new SampleThread(
                    "en",
                    "facilities@harbour-campus.test",
                    "Water off in building C, Thursday 06:00 to 09:30",
                    List.of(
                            "The supplier replaces the main valve. Sample fridges and the wet lab are on the other line and stay on.\n\nTaps on all floors and the coffee machine will be dry."),
                    List.of(),
                    false),
            new SampleThread(
                    "en",
                    "mateusz",
                    "Anemometer mast: photos from the north face",
                    List.of(
                            "Fourteen pictures, the cracked bracket is in number nine. It holds, but not through another winter.\n\nI can be there with a replacement on the 3rd if somebody books the lift.",
                            "Lift is booked, 3rd from 8:00. Bring the long torque wrench."),
                    List.of("north-face-09.png"),
                    true),
            new SampleThread(
                    "he",
                    "noa",
                    "אישור הזמנה: חדר ישיבות ותחנת מדידה",
                    List.of(
                            "שלום,\n\nהחדר שמור עבורנו ביום רביעי בין 10:00 ל־12:00. אחר כך נצא יחד לתחנת המדידה.\n\nבברכה"),
                    List.of(),
                    false),
            new SampleThread(
                    "en",
                    "builds@ci.harbour-campus.test",
                    "firmware/gust-logger passed after 6 min 20 s",
                    List.of(
                            "All 1,912 checks passed. Two were skipped because the wind tunnel was busy.\n\nBranch: main\nArtifacts are kept for 30 days."),
                    List.of(),
                    false),
            new SampleThread(
                    "en",
                    "freya",
                    "Lunch on the boat?",
                    List.of(
                            "The weather looks absurdly good for November. I can get the small boat from twelve to two. Who is in?",
                            "Me! I bring bread.",
                            "In, if somebody lends me a jacket.",
                            "Two jackets are in the blue locker. See you at the pier."),
                    List.of(),
                    false),
            new SampleThread(
                    "de",
                    "service@stadtwerke-nordstrand.test",
                    "Ihre Abschlagsrechnung Oktober",
                    List.of(
                            "Guten Tag,\n\ndie Rechnung finden Sie im Anhang. Der Betrag wird am 2. des nächsten Monats abgebucht.\n\nMit freundlichen Grüßen"),
                    List.of("Rechnung.pdf"),
                    true),
            new SampleThread(
                    "pl",
                    "mateusz",
                    "Przegląd czujników na wieży",
                    List.of(
                            "Cześć,\n\nczujniki na wieży są wyczyszczone, a protokół jest w załączniku. Następny przegląd proponuję w marcu.",
                            "Dziękuję! Marzec pasuje."),
                    List.of("protokół.pdf"),
                    false),
            new SampleThread(
                    "el",
                    "dimitra",
                    "Πρόγραμμα επίσκεψης στον σταθμό",
                    List.of(
                            "Καλημέρα,\n\nη επίσκεψη στον σταθμό ξεκινά στις εννέα. Παρακαλώ φέρτε κλειστά παπούτσια.\n\nΜε εκτίμηση"),
                    List.of(),
                    false),
            new SampleThread(
                    "en",
                    "r.okafor@lumen-optik.test",
                    "Order 4471: pressure domes, second delivery",
                    List.of(
                            "Dear all,\n\nthe second half of order 4471 leaves us on Friday. The delivery note is attached; the domes travel upright.\n\nKind regards",
                            "Received, all six are fine. The invoice may go out."),
                    List.of("delivery-note-4471.pdf"),
                    true),
            new SampleThread(
                    "en",
                    "news@weather-instruments.test",
                    "This week: frost sensors compared, a new standard for masts",
                    List.of(
                            "Five frost sensors stood side by side for a winter in Abisko. Two of them agree with the mirror hygrometer within 0.2 K.\n\nAlso: the mast standard is open for comments until January."),
                    List.of(),
                    true),
            new SampleThread(
                    "sv",
                    "bookings@fjordline.test",
                    "Bokningsbekräftelse Bergen, tur och retur",
                    List.of(
                            "Tack för din bokning.\n\nAvresa fredag 07:40, hemresa söndag 16:15. Biljetten finns i bilagan."),
                    List.of("biljett.pdf"),
                    true));
}
