// SPDX-License-Identifier: Apache-2.0
package posthouse.base;

/** Who reads what is said of a problem. */
public enum Audience {
    /** Somebody whom the server does not know: never learns what is inside. */
    VISITOR,
    /** Whoever has signed in: learns who can mend it. */
    PERSON,
    /** Whoever runs the server: gets the command or the place. */
    ADMINISTRATOR;

    /** The audience that somebody belongs to. */
    public static Audience of(Principal principal) {
        return switch (principal) {
            case Principal.Anonymous ignored -> VISITOR;
            case Principal.Person ignored -> PERSON;
            case Principal.Delegate ignored -> PERSON;
            case Principal.Administrator ignored -> ADMINISTRATOR;
            case Principal.System ignored -> ADMINISTRATOR;
        };
    }
}
