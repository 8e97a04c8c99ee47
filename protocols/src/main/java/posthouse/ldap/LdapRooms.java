// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap;

import java.util.random.RandomGenerator;
import posthouse.base.Clock;
import posthouse.directory.Directory;
import posthouse.ldap.session.Harvest;

/** What all sessions of the service share. */
public record LdapRooms(
        Directory directory,
        LdapReplies replies,
        LdapLimits limits,
        Harvest harvest,
        Clock clock,
        RandomGenerator random) {}
