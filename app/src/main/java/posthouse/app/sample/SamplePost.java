// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.util.List;

/**
 * A post of the sample's public folders.
 *
 * @param author number of one of the people
 * @param answers number of the post of the same conversation that it answers; nothing for the first
 */
record SamplePost(int author, int minutesAgo, int answers, String text, List<String> files) {

    /** A conversation in a folder. */
    record Talk(String folder, String subject, List<SamplePost> posts) {}

    private static SamplePost of(int author, int minutesAgo, int answers, String text, String... files) {
        return new SamplePost(author, minutesAgo, answers, text, List.of(files));
    }

    private static final int DAY = 1_440;

    static final List<Talk> ALL = List.of(
            new Talk(
                    "Notices",
                    "Open day at the calibration laboratory, Saturday 5 December",
                    List.of(
                            of(
                                    1,
                                    3 * DAY,
                                    0,
                                    "The laboratory is open from 10:00 to 16:00. There are guided rounds on the hour; bring your barometer and we compare it with ours.\n\nNo registration, no charge. The plan of the day is attached.",
                                    "Plan of the day.pdf"),
                            of(
                                    5,
                                    2 * DAY,
                                    0,
                                    "The round at 13:00 is in French. Children are welcome at the wind tunnel from 11:00."))),
            new Talk(
                    "Notices",
                    "Nordstrand station closed for mast work until Friday",
                    List.of(
                            of(
                                    1,
                                    190,
                                    0,
                                    "The mast is being replaced. Wind readings come from the harbour until then and are marked in the lists; pressure and temperature go on as usual."))),
            new Talk(
                    "Notices",
                    "Reading lists for October are published",
                    List.of(of(
                            5,
                            9 * DAY,
                            0,
                            "As every month, with the corrections of the two days on which the ferry carried the mobile station.",
                            "October readings.csv"))),
            new Talk(
                    "Notices/Ferry and travel",
                    "Winter timetable of the Helgoland ferry",
                    List.of(
                            of(
                                    2,
                                    4 * DAY,
                                    0,
                                    "From December on it leaves at 9:30 on weekdays only. Instruments up to 40 kg travel with you."))),
            new Talk(
                    "Questions",
                    "How often should a harbour barometer be recalibrated?",
                    List.of(
                            of(
                                    9,
                                    4 * DAY + 700,
                                    0,
                                    "Ours hangs in the harbour office in salt air since 2019 and reads about 0.4 hPa low. Is that age or dirt, and do we send it in every year?"),
                            of(
                                    3,
                                    3 * DAY + 200,
                                    0,
                                    "Mostly dirt. Rinse the vent with distilled water, wait a day, compare again. In salt air I would recalibrate every 18 months."),
                            of(
                                    2,
                                    60,
                                    1,
                                    "And write the date of the last comparison on the case. Half of our \u201cdrifting\u201d barometers were simply read at another height."))),
            new Talk(
                    "Questions",
                    "Anemometer cups iced over: heat or replace?",
                    List.of(
                            of(
                                    7,
                                    6 * DAY,
                                    0,
                                    "Since yesterday the cups on the north face do not turn below \u22124 \u00b0C. The heating is on. Any ideas before somebody climbs?",
                                    "north-face-09.png"),
                            of(
                                    3,
                                    6 * DAY - 300,
                                    0,
                                    "Look at the supply first: at the far end of a long cable the heater gets 19 V instead of 24."),
                            of(7, 5 * DAY, 1, "19.2 V it was. Thank you."))),
            new Talk(
                    "أدلة بالعربية",
                    "تركيب مقياس الضغط خطوة بخطوة",
                    List.of(
                            of(
                                    6,
                                    8 * DAY,
                                    0,
                                    "ثبّت الجهاز في مكان جاف بعيدًا عن أشعة الشمس، ثم انتظر ساعة قبل أول قراءة.\n\nقارن القراءة مع أقرب محطة."))),
            new Talk(
                    "Board papers",
                    "Budget 2027, first reading",
                    List.of(of(0, 2 * DAY, 0, "For the board only until it is decided."))));
}
