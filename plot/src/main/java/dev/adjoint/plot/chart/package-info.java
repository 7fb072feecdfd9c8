/// Charts of numbers.
///
/// - [Chart] draws any number of [Series] over two [Axis] with grid and legend as one picture.
/// - Series: [Line], [Scatter], [Marker], [Contours] and [HeatMap] of a [Grid], [ClassRegions],
///   [DescentPath], [HistogramSeries].
/// - Complete pictures of one kind: [LossChart], [TangentChart], [StepSweep], [DescentMap],
///   [SurfaceChart], [DecisionMap], [RegressionMap], [ConfusionChart], [BarChart], [Gallery].
///
/// No chart contains words of its own: every label comes from the caller, in any language.
@NullMarked
package dev.adjoint.plot.chart;

import org.jspecify.annotations.NullMarked;
