// SPDX-License-Identifier: Apache-2.0
package posthouse.ldap.tree;

import java.time.Instant;
import java.util.List;
import posthouse.directory.Person;

/** A group as the tree shows it. */
record Group(String id, String name, String domain, Instant created, List<Person> members) {}
