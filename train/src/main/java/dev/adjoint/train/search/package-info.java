/// Search for hyperparameters: which values of a [SearchSpace] give an [SearchObjective] its least
/// score.
///
/// - [SearchRange]: the values that one hyperparameter can have. [SearchSpace]: all of them by
///   name.
/// - [Search]: [#grid][Search#grid], [#random][Search#random], and [SuccessiveHalving] and
///   [TpeSearch], which learn from what they have seen.
/// - [MedianRule]: stops a trial that falls behind.
/// - [RateFinder]: a rate to begin with, by a short training whose rate grows; its [RateCurve].
/// - [SearchReport]: every [SearchTrial], the best one, as text, CSV or a list.
///
/// One seed gives one search, trial by trial.
@NullMarked
package dev.adjoint.train.search;

import org.jspecify.annotations.NullMarked;
