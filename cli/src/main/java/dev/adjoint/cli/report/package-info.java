/// The page that a run leaves: what a person would show to others after training, in English and in
/// Chinese, for each kind of task.
///
/// - [RunReport]: the page, section by section, and the pictures as files of their own.
/// - [LearntPictures]: boundary, fit and confusion matrix. [ClassSection], [NumberSection]:
///   figures, curves and calibration, or errors. [ColumnSection]: how much each column says.
///   [ExampleSection]: samples answered best, worst and least certainly.
/// - [Word]: every word of the page in both languages; [ReportLanguage] chooses.
/// - [ForecastReport]: the page of a run on series, with [ForecastPictures] and [ForecastWords].
@NullMarked
package dev.adjoint.cli.report;

import org.jspecify.annotations.NullMarked;
