// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import posthouse.base.PersonId;

/** A further address of a person. */
public record Alias(String address, PersonId person) {}
