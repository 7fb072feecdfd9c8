/// `adjoint train --spark`: training on a cluster of Spark.
///
/// - [dev.adjoint.cli.cluster.ClusterOptions]: the options, and which of the others a cluster
///   knows.
/// - [dev.adjoint.cli.cluster.SparkMaster]: the address of the cluster.
/// - [dev.adjoint.cli.cluster.SparkJars]: the jars of Spark and of Adjoint's part for it.
/// - [dev.adjoint.cli.cluster.SparkDriver]: the process that trains.
/// - [dev.adjoint.cli.cluster.ClusterSession]: what is printed, and the folder of the run.
///
/// This program does not depend on Spark: the jars are those of the user, in a JVM of their own.
@NullMarked
package dev.adjoint.cli.cluster;

import org.jspecify.annotations.NullMarked;
