/// Adjoint on Apache Spark: scoring and training beyond one machine.
///
/// | where | what |
/// |---|---|
/// | [dev.adjoint.spark.AdjointModel] | a trained model as a transformer of Spark ML, and as a function in SQL |
/// | [dev.adjoint.spark.AdjointEstimator] | trains such a model on the rows of a DataFrame |
/// | [dev.adjoint.spark.AdjointTuner] | tries settings of a training, one network a task |
/// | [dev.adjoint.spark.AdjointByKey] | trains one network for each value of a column |
/// | `dev.adjoint.spark.fit` | the preprocessing of a table, learnt by exact aggregates |
/// | `dev.adjoint.spark.rows` | rows as prepared samples |
/// | `dev.adjoint.spark.local` | local SGD |
/// | `dev.adjoint.spark.sync` | synchronous data parallelism |
/// | `dev.adjoint.spark.tune` | trainings that are tasks |
/// | `dev.adjoint.spark.model` | a trained model on executors |
/// | `dev.adjoint.spark.cluster` | checks of a cluster, and files on it |
/// | `dev.adjoint.spark.save` | stages in files |
/// | `dev.adjoint.spark.submit` | a training for `spark-submit` |
///
/// Spark's jars are provided by the cluster. They share packages among them and so cannot be
/// modules of Java, therefore this module has no descriptor and is used from the class path
/// (decision 0048).
@NullMarked
package dev.adjoint.spark;

import org.jspecify.annotations.NullMarked;
