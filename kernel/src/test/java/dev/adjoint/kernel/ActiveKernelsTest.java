package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ActiveKernelsTest {
  @Test
  void theVectorModuleDecides() {
    assertThat(ActiveKernels.choose(null, true)).isInstanceOf(VectorKernels.class);
    assertThat(ActiveKernels.choose("vector", true)).isInstanceOf(VectorKernels.class);
  }

  @Test
  void thePropertyForcesTheScalarOnes() {
    assertThat(ActiveKernels.choose("scalar", true)).isInstanceOf(ScalarKernels.class);
  }

  @Test
  void theMissingFlagIsNamedOnceUnlessScalarWasAskedFor() {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger("dev.adjoint.kernel");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      ActiveKernels.choose("scalar", false);
      assertThat(lines).isEmpty();
      assertThat(ActiveKernels.choose(null, false)).isInstanceOf(ScalarKernels.class);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertThat(lines)
        .containsExactly(
            "running without vector instructions, many times slower; start java with "
                + "--add-modules jdk.incubator.vector");
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    assertThatThrownBy(() -> ActiveKernels.choose("vector", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "adjoint.kernels: vector was asked for but the module jdk.incubator.vector is not "
                + "there; start java with --add-modules jdk.incubator.vector");
    assertThatThrownBy(() -> ActiveKernels.choose("gpu", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("adjoint.kernels: must be scalar or vector but is gpu");
  }

  @Test
  void theChoiceMadeAtStartFollowsThisProcess() {
    String forced = System.getProperty("adjoint.kernels");
    assertThat(Kernels.active().description())
        .startsWith("scalar".equals(forced) ? "scalar" : "vector ");
    assertThat(Kernels.active()).isSameAs(Kernels.active());
  }
}
