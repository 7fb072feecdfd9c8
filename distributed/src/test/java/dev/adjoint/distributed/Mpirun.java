package dev.adjoint.distributed;

import java.util.ArrayList;
import java.util.List;

/// The command lines of the launchers of MPI.
public final class Mpirun {

  private Mpirun() {}

  /// The command that starts a program several times.
  ///
  /// @param launcher `mpirun.openmpi` or `mpirun.mpich`, as Debian names them
  public static List<String> command(String launcher, int size, List<String> program) {
    List<String> command = new ArrayList<>(List.of(launcher));
    if (launcher.endsWith("openmpi")) {
      command.addAll(
          List.of(
              "--allow-run-as-root",
              "--oversubscribe",
              "--bind-to",
              "none",
              "--mca",
              "btl",
              "self,vader,tcp",
              "--mca",
              "btl_base_warn_component_unused",
              "0",
              "--mca",
              "orte_base_help_aggregate",
              "0"));
    }
    command.addAll(List.of("-n", Integer.toString(size)));
    command.addAll(program);
    return command;
  }
}
