package dev.adjoint.spark.standalone;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.distributed.collective.XgboostCollective;
import dev.adjoint.distributed.collective.XgboostTracker;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/// How long a sum over the tasks of a barrier stage takes.
final class CollectiveTimes {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int WARM = 10;
  private static final int TIMES = 40;

  private CollectiveTimes() {}

  /// The median of the seconds of a sum of so many floats over two tasks.
  static double median(JavaSparkContext context, int floats) {
    ClassTag<Double> numbers = ClassTag$.MODULE$.apply(Double.class);
    RDD<Integer> two = context.parallelize(List.of(0, 1), 2).rdd();
    return JavaRDD.fromRDD(two.barrier().mapPartitions(new Sums(floats), false, numbers), numbers)
        .collect()
        .getFirst();
  }

  /// What each task does.
  private static final class Sums extends AbstractFunction1<Iterator<Integer>, Iterator<Double>>
      implements Serializable {

    private static final long serialVersionUID = 1;

    private final int floats;

    Sums(int floats) {
      this.floats = floats;
    }

    @Override
    public Iterator<Double> apply(Iterator<Integer> none) {
      return CollectionConverters.asScala(List.of(sums(floats)).iterator());
    }
  }

  private static double sums(int floats) {
    BarrierTaskContext task = BarrierTaskContext.get();
    int rank = task.partitionId();
    Optional<XgboostTracker> tracker =
        rank == 0
            ? Optional.of(XgboostTracker.start("127.0.0.1", 0, 2, TIMEOUT))
            : Optional.empty();
    String own = tracker.map(each -> Integer.toString(each.port())).orElse("");
    int port = Integer.parseInt(task.allGather(own)[0]);
    double[] seconds = new double[TIMES];
    try (Collective collective = XgboostCollective.join("127.0.0.1", port, rank, 2, TIMEOUT)) {
      float[] values = new float[floats];
      for (int i = -WARM; i < TIMES; i++) {
        long started = System.nanoTime();
        collective.allReduceSum(values);
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - started) / 1e9;
        }
      }
    } finally {
      tracker.ifPresent(XgboostTracker::close);
    }
    Arrays.sort(seconds);
    return seconds[TIMES / 2];
  }
}
