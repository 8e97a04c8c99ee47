// SPDX-License-Identifier: Apache-2.0
package posthouse.directory;

import posthouse.base.DomainId;
import posthouse.base.OrganisationId;

/**
 * A domain that an organisation receives mail for.
 *
 * @param name in lower case, internationalised ones in their A-label form
 */
public record Domain(DomainId id, OrganisationId organisation, String name) {}
