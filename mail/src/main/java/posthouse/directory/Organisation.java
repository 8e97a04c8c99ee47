// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import posthouse.base.OrganisationId;

/** An organisation. Its name is for people and may change at any time. */
public record Organisation(OrganisationId id, String name) {}
