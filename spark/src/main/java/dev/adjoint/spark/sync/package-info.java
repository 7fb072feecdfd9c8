/// Synchronous data parallelism: all workers take every step together.
///
/// [dev.adjoint.spark.sync.SyncSgd] starts one barrier stage, in which each
/// [dev.adjoint.spark.sync.SyncTask] is a worker. A `TaskGroup` makes them a collective, over which
/// their trainers add up gradients. When a worker is lost the stage fails, and the driver starts it
/// again from the newest of the `SyncCheckpoints`.
///
/// [dev.adjoint.spark.sync.SyncPlan] holds the settings, [dev.adjoint.spark.sync.SyncRecord] the
/// figures of an epoch, which an `EpochClock` measures.
@NullMarked
package dev.adjoint.spark.sync;

import org.jspecify.annotations.NullMarked;
