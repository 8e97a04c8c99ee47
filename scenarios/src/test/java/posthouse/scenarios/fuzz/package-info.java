// SPDX-License-Identifier: Apache-2.0
/**
 * Fuzz targets. In the ordinary run each plays its committed corpus; with {@code JAZZER_FUZZ=1} (and {@code -Djazzer.hooks=true}) it searches for new inputs
 * (one target a run: {@code -Dtest=MimeFuzzTest}).
 */
@NullMarked
package posthouse.scenarios.fuzz;

import org.jspecify.annotations.NullMarked;
