/// What is asked of a cluster before work is sent to it, and files on it.
///
/// - [dev.adjoint.spark.cluster.ClusterCheck]: the session must be a classic one, every executor
///   must run a JDK that can run Adjoint, and workers that begin together need as many cores.
/// - [dev.adjoint.spark.cluster.ClusterFiles]: files of any Hadoop file system, written whole or
///   not at all.
/// - [dev.adjoint.spark.cluster.ClusterException]: a cluster that cannot do the work.
@NullMarked
package dev.adjoint.spark.cluster;

import org.jspecify.annotations.NullMarked;
