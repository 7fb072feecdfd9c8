package dev.adjoint.pipeline.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;

/// An exported class, compiled for Java 11 and loaded apart from the library.
record GeneratedClass(Class<?> type) {

  static GeneratedClass of(TrainedModel model, String name, Path folder)
      throws IOException, ReflectiveOperationException {
    Path java = JavaExport.of(model, name).write(folder).getFirst();
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "--release",
                "11",
                "-nowarn",
                "-Xlint:-options",
                "-d",
                folder.toString(),
                java.toString());
    assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    return new GeneratedClass(loader.loadClass(name));
  }

  private Object call(String method, Class<?> parameter, Object argument)
      throws ReflectiveOperationException {
    return type.getMethod(method, parameter).invoke(null, argument);
  }

  float[] outputs(Map<String, ?> row) throws ReflectiveOperationException {
    return (float[]) call("outputs", float[].class, call("prepare", Map.class, row));
  }

  float[] outputs(float[] pixels) throws ReflectiveOperationException {
    return (float[]) call("outputs", float[].class, call("prepare", float[].class, pixels));
  }

  Object predict(Map<String, ?> row) throws ReflectiveOperationException {
    return call("predict", Map.class, row);
  }

  Object predict(float[] pixels) throws ReflectiveOperationException {
    return call("predict", float[].class, pixels);
  }
}
