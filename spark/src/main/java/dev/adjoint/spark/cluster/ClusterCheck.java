package dev.adjoint.spark.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// Checks of a cluster, made once for each application, so that what is wrong is said before hours
/// of work and in words.
public final class ClusterCheck {

  /// The oldest JDK that Adjoint runs on: earlier builds of 25 can move arrays that are pinned by
  /// native code (JDK-8377811), which damages data without an error.
  static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");

  private static final long LOOK_MILLIS = 200;

  private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

  private ClusterCheck() {}

  /// The context of a session whose executors can run Adjoint.
  ///
  /// @param session a classic session
  /// @throws ClusterException when it is a Spark Connect session, or an executor has an older JDK
  public static JavaSparkContext ready(SparkSession session) {
    JavaSparkContext context = context(session);
    String application = context.sc().applicationId();
    if (!CHECKED.contains(application)) {
      requireJdk(versions(session, context.sc()));
      CHECKED.add(application);
    }
    return context;
  }

  /// Waits until a cluster can run tasks that begin and end together, and says how many there will
  /// be.
  ///
  /// @param wanted the number of tasks; 0 for as many as the cluster has free cores
  /// @param patience how long cores are waited for
  /// @throws ClusterException when the cluster shrinks and grows by itself, or has too few cores
  public static int gang(JavaSparkContext context, int wanted, Duration patience) {
    requireFixed(context.getConf());
    long end = System.nanoTime() + patience.toNanos();
    int least = Math.max(1, wanted);
    int free = slots(context.sc());
    while (free < least && System.nanoTime() < end) {
      pause();
      free = slots(context.sc());
    }
    requireSlots(least, free, patience);
    return wanted > 0 ? wanted : free;
  }

  static void requireFixed(SparkConf conf) {
    if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
      throw new ClusterException(
          "spark: spark.dynamicAllocation.enabled is true, but synchronous workers begin together"
              + " in a barrier stage, which Spark refuses then; set it to false, or train by local"
              + " SGD");
    }
  }

  static void requireSlots(int wanted, int free, Duration patience) {
    if (free < wanted) {
      throw new ClusterException(
          "spark: %d synchronous workers need %d tasks at the same time, but after %d s the executors have room for %d; set fewer workers, more executors or cores (spark.cores.max), or train by local SGD"
              .formatted(wanted, wanted, patience.toSeconds(), free));
    }
  }

  /// The tasks that the executors can run at the same time.
  private static int slots(SparkContext context) {
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("spark: the thread was interrupted while it waited for cores", e);
    }
  }

  /// The context of a classic session.
  ///
  /// @throws ClusterException when it is a Spark Connect session, which has none
  public static JavaSparkContext context(SparkSession session) {
    if (!(session instanceof org.apache.spark.sql.classic.SparkSession)) {
      throw new ClusterException(
          "spark: the session is a %s but a classic session is needed, because Spark Connect has no broadcasts and no tasks of its own; build it with SparkSession.builder().master(…) and without remote(…)"
              .formatted(session.getClass().getName()));
    }
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /// The Java versions of the executors. The query uses functions of Spark alone: a class of ours
  /// could not be loaded by the JDK that this must find.
  private static List<String> versions(SparkSession session, SparkContext context) {
    int tasks = Math.clamp(4L * context.defaultParallelism(), 1, 1000);
    return session
        .range(0, tasks, 1, tasks)
        .selectExpr("java_method('java.lang.System', 'getProperty', 'java.version') AS version")
        .distinct()
        .collectAsList()
        .stream()
        .map((Row row) -> row.getString(0))
        .toList();
  }

  /// Refuses versions of Java that are too old.
  static void requireJdk(List<String> versions) {
    for (String text : versions) {
      // Java 8 calls itself 1.8.0_402, which is no version in the words of later ones.
      boolean isOld =
          text.startsWith("1.") || Runtime.Version.parse(text).compareToIgnoreOptional(OLDEST) < 0;
      if (isOld) {
        throw new ClusterException(
            "spark: an executor runs Java %s but Adjoint needs JDK %s or newer on the driver and on every executor; set JAVA_HOME of the workers, on YARN spark.executorEnv.JAVA_HOME and spark.yarn.appMasterEnv.JAVA_HOME, on Kubernetes the image"
                .formatted(text, OLDEST));
      }
    }
  }
}
