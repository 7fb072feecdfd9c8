/// Many trainings on a cluster, each of which is one ordinary task on one machine.
///
/// A [Trainings] says how the networks train, a [TaskRows] has the rows of one training. A
/// [TaskTraining] trains in a task and leaves a [TaskResult]. [ClusterObjective] runs the trials of
/// a search so.
///
/// A task depends on its rows, its settings and the seed alone, so an executor that is lost costs
/// only the time of its tasks.
@NullMarked
package dev.adjoint.spark.tune;

import org.jspecify.annotations.NullMarked;
