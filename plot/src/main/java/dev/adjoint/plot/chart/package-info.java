/// Charts: what is known about numbers, drawn.
///
/// - [Chart] puts any number of [Series] over two [Axis] with grid and legend, and becomes a
///   picture.
/// - Series: [Line], [Points], [Marker], [Contours] and [HeatMap] of a [Grid], [ClassRegions],
///   [DescentPath].
/// - Whole pictures of one kind: [LossChart], [TangentChart], [StepSweep], [DescentMap],
///   [SurfaceChart], [DecisionMap], [RegressionMap], [ConfusionMatrix].
///
/// No chart brings words of its own: every label comes from the caller, in any language.
@NullMarked
package dev.adjoint.plot.chart;

import org.jspecify.annotations.NullMarked;
