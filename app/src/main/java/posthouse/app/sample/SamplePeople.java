// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.util.ArrayList;
import java.util.List;

/** The people of the sample organisation, and those outside who write to them. All invented. */
final class SamplePeople {
    private SamplePeople() {}

    /** @param local part of the address before the at sign */
    record Someone(String local, String name) {}

    /** Somebody outside, with a whole address. */
    record Outsider(String address, String name) {}

    /** The first is the administrator. */
    static final List<Someone> ALL = List.of(
            new Someone("ada", "Ada Lindholm"),
            new Someone("ines", "Ines Kruse"),
            new Someone("jonas", "Jonas Brandt"),
            new Someone("priya", "Priya Raman"),
            new Someone("yuki", "田中 由紀"),
            new Someone("odile", "Odile Marchand"),
            new Someone("layla", "ليلى حداد"),
            new Someone("mateusz", "Mateusz Wójcik"),
            new Someone("noa", "נועה בן־דוד"),
            new Someone("freya", "Freya Lindqvist"),
            new Someone("dimitra", "Δήμητρα Παππά"),
            new Someone("sunil", "Sunil Perera"));

    static final List<Outsider> OUTSIDERS = List.of(
            new Outsider("facilities@harbour-campus.test", "Facilities"),
            new Outsider("builds@ci.harbour-campus.test", "Build server"),
            new Outsider("service@stadtwerke-nordstrand.test", "Stadtwerke Nordstrand"),
            new Outsider("r.okafor@lumen-optik.test", "Ruth Okafor"),
            new Outsider("news@weather-instruments.test", "Weather Instruments Weekly"),
            new Outsider("bookings@fjordline.test", "Fjordline"));

    /** That many people: the named ones first, then further ones. */
    static List<Someone> of(int count) {
        var all = new ArrayList<>(ALL.subList(0, Math.min(count, ALL.size())));
        for (int i = all.size(); i < count; i++) all.add(new Someone("person" + (i + 1), "Person " + (i + 1)));
        return all;
    }
}
