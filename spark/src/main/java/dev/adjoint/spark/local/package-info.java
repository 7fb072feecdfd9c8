/// Local SGD: each partition trains some steps on its own, then the weights are averaged.
///
/// A round of [dev.adjoint.spark.local.LocalTraining]: broadcast the
/// [dev.adjoint.spark.local.LocalState], let [dev.adjoint.spark.local.LocalRound] train on each
/// partition's chunks, collect the results, and average them in the order of the partitions. Every
/// task is a function of the state, the round and its partition alone. So a task that Spark repeats
/// after a failure gives the same bits, and so does the whole training.
///
/// [dev.adjoint.spark.local.LocalPlan] holds the settings, [dev.adjoint.spark.local.RoundRecord]
/// the figures of a round.
@NullMarked
package dev.adjoint.spark.local;

import org.jspecify.annotations.NullMarked;
