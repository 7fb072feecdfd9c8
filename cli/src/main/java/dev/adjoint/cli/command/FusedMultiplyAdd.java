package dev.adjoint.cli.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// Whether this JVM uses the processor's instruction for fused multiply–add.
public final class FusedMultiplyAdd {
  private FusedMultiplyAdd() {}

  /// Whether the instruction is used. A JVM that does not say is taken to use it.
  public static boolean isUsed() {
    HotSpotDiagnosticMXBean options =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (options == null) {
      return true;
    }
    try {
      return !"false".equals(options.getVMOption("UseFMA").getValue());
    } catch (IllegalArgumentException _) {
      return true;
    }
  }
}
