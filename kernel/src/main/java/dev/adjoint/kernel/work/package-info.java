/// How one kernel call is divided among threads.
///
/// `Pieces` cuts work by its shape alone, so that the cut does not depend on the number of threads.
/// `Together` does so for many arrays at once. [dev.adjoint.kernel.work.Workers] runs the pieces on
/// the threads of a `WorkerPool`, each of which takes the pieces of its own share first
/// (`PieceShares`). `Scratch` lends working memory for one piece of work, and `ReadAhead` reads
/// memory into the cache before many short reads.
@NullMarked
package dev.adjoint.kernel.work;

import org.jspecify.annotations.NullMarked;
