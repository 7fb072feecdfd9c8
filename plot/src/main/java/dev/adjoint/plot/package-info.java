/// Pictures, charts, drawings of graphs and reports. This module uses no other module of Adjoint.
///
/// Reading order:
///
/// 1. `plot.picture`: a picture as data, written as SVG or PNG.
/// 2. `plot.chart`: axes, scales and series, and complete charts of one kind.
/// 3. `plot.graph`: computational graphs and networks of units, with their layout and drawing.
/// 4. `plot.report`: one HTML file with text, tables and pictures.
///
/// Callers pass numbers, functions and words. This module evaluates no model, and every label comes
/// from the caller, in any language.
@NullMarked
package dev.adjoint.plot;

import org.jspecify.annotations.NullMarked;
