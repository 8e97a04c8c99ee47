// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import java.time.Duration;
import java.util.Optional;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;

/** The outcome of checking a password. */
public sealed interface SignIn {
    /**
     * It matches.
     *
     * @param appPassword the app password that was used; empty for the person's own password
     */
    record Matched(Person person, Optional<AppPassword> appPassword) implements SignIn {}

    /** It was checked and does not match, or there is no such person: the two look alike, also by the clock. */
    record NoMatch() implements SignIn {}

    /** It is an app password of this person, made for other doors: KB1306. */
    record OtherDoor() implements SignIn {
        public Failure failure() {
            return new Failure.Denied(KB.APP_PASSWORD_ONLY, Level.ACCOUNT);
        }
    }

    /** It was not checked: too many attempts from this network or for this address. */
    record TooManyTries(Duration retryAfter) implements SignIn {}

    /** It matches, and a switch keeps the person out. */
    record Off(Failure.Off failure) implements SignIn {}

    /** It could not be checked. */
    record NotChecked(Failure why) implements SignIn {}
}
