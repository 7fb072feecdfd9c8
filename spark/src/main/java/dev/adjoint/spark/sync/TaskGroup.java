package dev.adjoint.spark.sync;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.distributed.collective.XgboostCollective;
import dev.adjoint.distributed.collective.XgboostTracker;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.BarrierTaskContext;

/// A collective of the tasks of a barrier stage.
///
/// @param collective of all tasks; the rank is the number of the partition
/// @param tracker where they meet, in task 0
record TaskGroup(Collective collective, Optional<XgboostTracker> tracker) implements AutoCloseable {

  /// Joins the group; all tasks of the stage call this. Task 0 starts the tracker on its executor,
  /// and the tasks exchange its port once through Spark, which takes about a second.
  static TaskGroup join(BarrierTaskContext task, Duration timeout) {
    int rank = task.partitionId();
    int size = task.getTaskInfos().length;
    String address = task.getTaskInfos()[0].address();
    String host = address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    Optional<XgboostTracker> tracker =
        rank == 0 ? Optional.of(XgboostTracker.start(host, 0, size, timeout)) : Optional.empty();
    try {
      String own = tracker.map(each -> Integer.toString(each.port())).orElse("");
      int port = Integer.parseInt(task.allGather(own)[0]);
      return new TaskGroup(XgboostCollective.join(host, port, rank, size, timeout), tracker);
    } catch (RuntimeException e) {
      tracker.ifPresent(XgboostTracker::close);
      throw e;
    }
  }

  @Override
  public void close() {
    collective.close();
    tracker.ifPresent(XgboostTracker::close);
  }
}
