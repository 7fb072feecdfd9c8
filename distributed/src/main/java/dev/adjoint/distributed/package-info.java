/// Training by several processes.
///
/// - [DataParallel]: what makes a [dev.adjoint.train.Trainer] take its steps together with other
///   processes over a [dev.adjoint.distributed.collective.Collective]. [GradientOrder]: which bits
///   that gives. [Communication]: what it costs. [Worker]: who takes part.
/// - [ProcessGroup]: the group that the environment describes. [Checkpoints]: how a run goes on
///   after processes were lost.
/// - `Bucket`, `Buckets`, `GradientArray`: gradients as arrays that travel, in the order of
///   `BucketOrder`. `CommunicationThread`: the thread that they travel on.
@NullMarked
package dev.adjoint.distributed;

import org.jspecify.annotations.NullMarked;
