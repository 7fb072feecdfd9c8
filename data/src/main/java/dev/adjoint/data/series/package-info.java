/// Time series: from rows with times to windows that a network forecasts from.
///
/// - [dev.adjoint.data.series.SeriesPreparation] is the way from a table to data that is ready.
/// - [dev.adjoint.data.series.TimeFormat] reads times, [dev.adjoint.data.series.Frequency] turns
///   them into slots at equal distances; disorder, repeated times and gaps are repaired and
///   reported.
/// - [dev.adjoint.data.series.WindowForm] says what a window holds;
///   [dev.adjoint.data.series.SeriesWindows] are windows as samples,
///   [dev.adjoint.data.series.ForecastWindow] turns the answers for one into values.
/// - [dev.adjoint.data.series.SeriesPreprocessing] is what a model remembers.
@NullMarked
package dev.adjoint.data.series;

import org.jspecify.annotations.NullMarked;
