// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import posthouse.app.DemoAccounts.DemoAccount;
import posthouse.base.Principal;
import posthouse.delivery.Delivery;
import posthouse.directory.Directory;
import posthouse.directory.NewPerson;
import posthouse.directory.Organisation;
import posthouse.directory.Person;
import posthouse.store.Store;

/** Makes the demo's people and their mail. */
public final class SampleOrganisation {
    private static final String DOMAIN = "demo.test";
    private static final Principal SAMPLE = new Principal.System(Principal.Reason.SAMPLE);
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private final Store store;
    private final Directory directory;
    private final Delivery delivery;
    private final Progress progress;
    private final RandomGenerator passwords = new SecureRandom();

    /** Where progress is told. */
    @FunctionalInterface
    public interface Progress {
        void say(String line);
    }

    public SampleOrganisation(Store store, Directory directory, Delivery delivery, Progress progress) {
        this.store = store;
        this.directory = directory;
        this.delivery = delivery;
        this.progress = progress;
    }

    /** One domain, one administrator, two people, no mail. */
    public List<DemoAccount> empty() {
        return people(SamplePeople.ALL.subList(0, 3));
    }

    /** A whole organisation with its mail. */
    public List<DemoAccount> full(int people, int messages) {
        progress.say("making the sample organisation: " + people + " people, " + messages + " messages");
        List<DemoAccount> accounts = people(SamplePeople.of(Math.max(3, people)));
        List<Person> known = accounts.stream()
                .map(a -> directory.find(SAMPLE, a.address()).orElseThrow())
                .toList();
        new SampleMail(store, known, messages).deliver();
        new SampleFolders(store, directory, directory.organisations(SAMPLE).getFirst(), known).make();
        return accounts;
    }

    private List<DemoAccount> people(List<SamplePeople.Someone> wanted) {
        Organisation organisation = directory.organisations(SAMPLE).stream()
                .findFirst()
                .orElseGet(() -> directory.addOrganisation(SAMPLE, "Nordlicht Instruments"));
        if (directory.domains(SAMPLE).isEmpty()) directory.addDomain(SAMPLE, organisation.id(), DOMAIN);
        var accounts = new ArrayList<DemoAccount>();
        for (SamplePeople.Someone someone : wanted)
            accounts.add(new DemoAccount(
                    someone.local() + "@" + DOMAIN, password(), accounts.isEmpty() ? "administrator" : "person"));
        // Hashing a password takes a tenth of a second; as many at once as there are cores.
        var making = new ArrayList<Thread>();
        for (int i = 0; i < wanted.size(); i++) {
            DemoAccount account = accounts.get(i);
            String name = wanted.get(i).name();
            making.add(Thread.ofVirtual().start(() -> make(account, name)));
        }
        for (Thread thread : making) joined(thread);
        for (DemoAccount account : accounts)
            if (directory.find(SAMPLE, account.address()).isEmpty()) throw new IllegalStateException(account.address());
        return accounts;
    }

    private void make(DemoAccount account, String name) {
        Optional<Person> before = directory.find(SAMPLE, account.address());
        if (before.isPresent())
            directory.credentials().reset(SAMPLE, before.get().id(), account.password());
        else
            directory.addPerson(
                    SAMPLE,
                    new NewPerson(
                            account.address(),
                            name,
                            account.password(),
                            account.role().equals("administrator"),
                            0));
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Three groups of five letters, easy to copy. */
    private String password() {
        var text = new StringBuilder();
        for (int i = 0; i < 17; i++)
            text.append(i % 6 == 5 ? '-' : LETTERS.charAt(passwords.nextInt(LETTERS.length())));
        return text.toString();
    }
}
