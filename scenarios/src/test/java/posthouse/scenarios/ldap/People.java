// SPDX-License-Identifier: Apache-2.0
package posthouse.scenarios.ldap;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import posthouse.directory.Crowd;

/** Generated people with names of many writings, also such as a filter or a distinguished name has to escape. */
final class People {
    private static final String[] GIVEN = {
        "Ada",
        "Ben",
        "Zoë",
        "Jürgen",
        "Åsa",
        "Miloš",
        "Łucja",
        "Özge",
        "Ngọc",
        "Ólöf",
        "Anne-Marie",
        "Sinéad",
        "André",
        "Δήμητρα",
        "Σίσυφος",
        "Ирина",
        "由紀",
        "지민",
        "ليلى",
        "נועה",
        "Ada  Maria",
        "J. R.",
        "O*Star",
        "Par(en)",
        "Back\\slash"
    };
    private static final String[] FAMILY = {
        "Lindholm",
        "Straße",
        "O'Brien",
        "Müller",
        "Wójcik",
        "van der  Berg",
        "Παππάς",
        "Иванова",
        "田中",
        "김",
        "حداد",
        "Smith, Jr.",
        "Smith",
        "SMITH",
        "Åström",
        "Çelik",
        "Nguyễn",
        "Ibáñez",
        "fiﬁ",
        "Ⅷ",
        "Plus+Sign",
        "Equal=Sign",
        "#Hash"
    };

    private People() {}

    static List<Crowd.Someone> some(int count, Random random) {
        List<Crowd.Someone> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String given = GIVEN[random.nextInt(GIVEN.length)];
            String family = FAMILY[random.nextInt(FAMILY.length)];
            String local = switch (random.nextInt(8)) {
                case 0 -> "o'hara" + i;
                case 1 -> "A.Person." + i;
                case 2 -> "x_" + i;
                case 3 -> "#" + i;
                case 4 -> "a=b" + i;
                default -> "person" + i;
            };
            people.add(new Crowd.Someone(local + "@demo.test", given + " " + family));
        }
        return people;
    }
}
