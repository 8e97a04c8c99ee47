// SPDX-License-Identifier: Apache-2.0
package posthouse.pages;

import java.util.List;
import posthouse.base.ServiceControl;

/** The states of all services, as the wiring knows them. Must answer from memory. */
@FunctionalInterface
public interface StatusSource {
    List<ServiceControl.Status> services();
}
