package dev.adjoint.distributed.collective;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// A group whose ranks are threads of this program: for tests, and to share one machine among
/// several models.
///
/// ```java
/// List<Collective> ranks = ThreadCollective.of(2);
/// // each thread uses one of them
/// ```
///
/// Sums are rounded in the order of the ranks.
public final class ThreadCollective implements Collective {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final int rank;
  private final Meeting meeting;

  private ThreadCollective(int rank, Meeting meeting) {
    this.rank = rank;
    this.meeting = meeting;
  }

  /// The ends of a group, in the order of their ranks, with a timeout of 30 seconds.
  public static List<Collective> of(int size) {
    return of(size, TIMEOUT);
  }

  /// The ends of a group, in the order of their ranks.
  ///
  /// @param size the number of ranks, at least 1
  /// @param timeout how long a rank waits for the others
  public static List<Collective> of(int size, Duration timeout) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "collective: the number of ranks is %d but must be at least 1".formatted(size));
    }
    Meeting meeting = new Meeting(size, timeout);
    List<Collective> ends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ends.add(new ThreadCollective(i, meeting));
    }
    return List.copyOf(ends);
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return meeting.size();
  }

  private List<Object> meet(String operation, int length, Object copy) {
    return meeting.meet(rank, "%s of %d".formatted(operation, length), copy);
  }

  @Override
  public void allReduceSum(float[] values) {
    reduce(
        meet("the sum of floats", values.length, values.clone()),
        (i, each) -> {
          float[] more = (float[]) each;
          if (i == 0) {
            System.arraycopy(more, 0, values, 0, more.length);
            return;
          }
          for (int k = 0; k < more.length; k++) {
            values[k] += more[k];
          }
        });
  }

  @Override
  public void allReduceSum(double[] values) {
    reduce(
        meet("the sum of doubles", values.length, values.clone()),
        (i, each) -> {
          double[] more = (double[]) each;
          if (i == 0) {
            System.arraycopy(more, 0, values, 0, more.length);
            return;
          }
          for (int k = 0; k < more.length; k++) {
            values[k] += more[k];
          }
        });
  }

  @Override
  public void allReduceSum(long[] values) {
    reduce(
        meet("the sum of longs", values.length, values.clone()),
        (i, each) -> {
          long[] more = (long[]) each;
          for (int k = 0; k < more.length; k++) {
            values[k] = i == 0 ? more[k] : values[k] + more[k];
          }
        });
  }

  @Override
  public void allReduceMin(long[] values) {
    reduce(
        meet("the minimum of longs", values.length, values.clone()),
        (i, each) -> {
          long[] more = (long[]) each;
          for (int k = 0; k < more.length; k++) {
            values[k] = i == 0 ? more[k] : Math.min(values[k], more[k]);
          }
        });
  }

  private static void reduce(List<Object> all, BiConsumer<Integer, Object> add) {
    for (int i = 0; i < all.size(); i++) {
      add.accept(i, all.get(i));
    }
  }

  @Override
  public void broadcast(byte[] bytes, int root) {
    List<Object> all =
        meet("a broadcast from rank %d of bytes".formatted(root), bytes.length, bytes.clone());
    System.arraycopy(all.get(root), 0, bytes, 0, bytes.length);
  }

  @Override
  public void broadcast(float[] values, int root) {
    List<Object> all =
        meet("a broadcast from rank %d of floats".formatted(root), values.length, values.clone());
    System.arraycopy(all.get(root), 0, values, 0, values.length);
  }

  @Override
  public float[] allGather(float[] own) {
    float[] all = new float[Math.multiplyExact(own.length, size())];
    reduce(
        meet("a gathering of floats", own.length, own.clone()),
        (i, each) -> System.arraycopy(each, 0, all, i * own.length, own.length));
    return all;
  }

  @Override
  public double[] allGather(double[] own) {
    double[] all = new double[Math.multiplyExact(own.length, size())];
    reduce(
        meet("a gathering of doubles", own.length, own.clone()),
        (i, each) -> System.arraycopy(each, 0, all, i * own.length, own.length));
    return all;
  }

  @Override
  public List<byte[]> allGather(byte[] own) {
    List<byte[]> all = new ArrayList<>();
    meeting
        .meet(rank, "a gathering of bytes", own.clone())
        .forEach(each -> all.add(((byte[]) each).clone()));
    return List.copyOf(all);
  }

  @Override
  public void close() {
    meeting.close(rank);
  }
}
