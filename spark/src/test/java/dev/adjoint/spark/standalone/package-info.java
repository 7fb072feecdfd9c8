/// A real standalone cluster of Spark on one machine: a master and workers as processes of their
/// own, and a driver that does as it is told. The tests use it, and `bench/spark-cluster` for its
/// long runs.
@NullMarked
package dev.adjoint.spark.standalone;

import org.jspecify.annotations.NullMarked;
