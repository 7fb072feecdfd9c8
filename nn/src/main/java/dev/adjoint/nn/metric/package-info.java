/// Metrics: figures that show how good a model is. They are not differentiated.
///
/// - [Metric][dev.adjoint.nn.metric.Metric]: the open interface; each metric says how the numbers
///   of many batches become one value.
/// - Classes: `Accuracy`, `BalancedAccuracy`, `TopKAccuracy`, `BinaryAccuracy`, `Precision`,
///   `Recall`, `F1Score` with their `ClassAveraging`, `CohenKappa`, `MatthewsCorrelation`,
///   `MeanIou`, and the `ConfusionMatrix`. Probabilities: `LogLoss`, `BrierScore`,
///   `CalibrationError`. Rankings: `RocAuc`, `AveragePrecision`, `NdcgAtK`.
/// - Numbers: `MeanAbsoluteError`, `MeanSquaredError`, `RootMeanSquaredError`,
///   `MeanAbsolutePercentageError`, `R2Score`, `ExplainedVariance`. Text: `Perplexity`, `Bleu`.
/// - `Metrics`: the values for a single tensor in one call.
@NullMarked
package dev.adjoint.nn.metric;

import org.jspecify.annotations.NullMarked;
