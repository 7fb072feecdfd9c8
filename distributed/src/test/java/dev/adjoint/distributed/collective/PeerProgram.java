package dev.adjoint.distributed.collective;

import java.time.Duration;
import java.util.Arrays;

/// A process of a group in tests: `xgboost|mpi contract|loop SECONDS [RANK SIZE PORT]`. It prints
/// what it does.
final class PeerProgram {

  private PeerProgram() {}

  public static void main(String[] args) throws Exception {
    Duration timeout = Duration.ofSeconds(Long.parseLong(args[2]));
    if (args[0].equals("mpi")) {
      run(args[1], MpiCollective.join(timeout));
      return;
    }
    Collective group =
        XgboostCollective.meet(
            "127.0.0.1",
            Integer.parseInt(args[5]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            Duration.ofSeconds(60),
            timeout);
    run(args[1], group);
  }

  private static void run(String mode, Collective group) {
    try {
      System.out.println("joined " + group.rank() + " " + ProcessHandle.current().pid());
      if (mode.equals("contract")) {
        System.out.println("digest " + CollectiveContract.check(group));
        group.close();
        return;
      }
      float[] values = new float[1 << 18];
      for (int step = 1; ; step++) {
        Arrays.fill(values, group.rank() + 1);
        group.allReduceSum(values);
        if (values[7] != group.size() * (group.size() + 1) / 2f) {
          System.out.println("wrong sum " + values[7]);
          return;
        }
        if (step <= 5) {
          System.out.println("step " + step);
        }
      }
    } catch (CollectiveException e) {
      System.out.println("error " + e.reason() + " " + e.getMessage());
    }
    group.close();
    System.out.println("closed");
  }
}
