// SPDX-License-Identifier: Apache-2.0
package posthouse.jmap.core;

import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Level;
import posthouse.base.Principal;
import posthouse.base.Refused;

/** What only a person who signed in with their own password in a browser may do. */
public final class Browser {
    private Browser() {}

    /** The person; refused for whoever sent an app password, which must not be able to make others. */
    public static Principal.Person person(RequestContext context) {
        if (context.caller().session().isEmpty() || !(context.principal() instanceof Principal.Person person))
            throw new Refused(new Failure.Denied(KB.APP_PASSWORD_ONLY, Level.ACCOUNT));
        return person;
    }
}
