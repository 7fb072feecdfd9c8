/// Operations in which all processes of a group take part.
///
/// - [Collective]: the contract. [CollectiveException]: what every rank gets if an operation cannot
///   be completed.
/// - [ThreadCollective]: ranks that are threads of one program; `Meeting` is the place where they
///   exchange their numbers.
/// - [XgboostCollective], [XgboostTracker]: processes on any machines, over TCP, through the native
///   library of XGBoost, which `XgboostLibrary` finds. `Rendezvous` is where they wait for each
///   other at the start.
/// - [MpiCollective]: processes that `mpirun` started, through the library of MPI that `MpiLibrary`
///   finds.
/// - `NativeCollective` is what both have in common: memory outside of the heap, a thread of its
///   own and errors. `NativeCalls` is what a library must offer, `Foreign` how its functions are
///   called.
@NullMarked
package dev.adjoint.distributed.collective;

import org.jspecify.annotations.NullMarked;
