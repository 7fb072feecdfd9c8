/// How good the answers of a trained network are, sample by sample: what a report shows beside the
/// figures of the run.
///
/// - [ClassQuality][dev.adjoint.pipeline.quality.ClassQuality]: classes one by one, curves of
///   thresholds, and calibration.
/// - [NumberQuality][dev.adjoint.pipeline.quality.NumberQuality]: predictions, truth and errors of
///   a number.
/// - [ColumnImportance][dev.adjoint.pipeline.quality.ColumnImportance]: how much worse the answers
///   get without a column.
/// - [Examples][dev.adjoint.pipeline.quality.Examples]: which samples are answered best, worst and
///   least certainly; [SampleView][dev.adjoint.pipeline.quality.SampleView] shows them.
/// - [RankCorrelation][dev.adjoint.pipeline.quality.RankCorrelation]: how alike two orders are.
///
/// Everything is computed from samples that the network did not train on.
@NullMarked
package dev.adjoint.pipeline.quality;

import org.jspecify.annotations.NullMarked;
