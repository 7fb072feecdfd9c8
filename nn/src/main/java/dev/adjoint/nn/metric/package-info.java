/// Metrics: figures that show how good a model is. They are not differentiated.
///
/// - [Metric][dev.adjoint.nn.metric.Metric]: the open interface; each metric says how the numbers
///   of many batches become one value.
/// - Classes: `Accuracy`, `TopKAccuracy`, `BinaryAccuracy`, `Precision`, `Recall`, `F1Score`, and
///   the `ConfusionMatrix`. Numbers: `MeanAbsoluteError`, `RootMeanSquaredError`, `R2Score`. Text:
///   `Perplexity`.
/// - `Metrics`: the values for a single tensor in one call.
@NullMarked
package dev.adjoint.nn.metric;

import org.jspecify.annotations.NullMarked;
