package dev.adjoint.spark;

import org.apache.spark.sql.SparkSession;

/// A session in the JVM of the tests, shared by all test classes: starting one takes seconds.
public final class LocalSpark {

  private LocalSpark() {}

  /// The session.
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.heartbeatInterval", "3s")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.warehouse.dir", "target/warehouse")
        .getOrCreate();
  }
}
