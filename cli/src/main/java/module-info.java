/// The `adjoint` program. No other module prints or ends the process.
module dev.adjoint.cli {
  requires dev.adjoint.explain;
  requires dev.adjoint.formats;
  requires dev.adjoint.kernel;
  requires dev.adjoint.onnx;
  requires dev.adjoint.pipeline;
  requires dev.adjoint.plot;
  requires dev.adjoint.serve;
  requires dev.adjoint.studio;
  requires info.picocli;
  requires java.management;
  requires jdk.management;
  requires tools.jackson.databind;
  requires static org.jspecify;

  opens dev.adjoint.cli to
      info.picocli;
  opens dev.adjoint.cli.cluster to
      info.picocli;
  opens dev.adjoint.cli.command to
      info.picocli;
  opens dev.adjoint.cli.data to
      info.picocli;
  opens dev.adjoint.cli.descent to
      info.picocli;
  opens dev.adjoint.cli.doctor to
      info.picocli;
  opens dev.adjoint.cli.draw to
      info.picocli;
  opens dev.adjoint.cli.explain to
      info.picocli;
  opens dev.adjoint.cli.file to
      info.picocli;
  opens dev.adjoint.cli.gradcheck to
      info.picocli;
  opens dev.adjoint.cli.lesson to
      info.picocli;
  opens dev.adjoint.cli.recommend to
      info.picocli;
  opens dev.adjoint.cli.run to
      info.picocli;
  opens dev.adjoint.cli.serve to
      info.picocli;
  opens dev.adjoint.cli.studio to
      info.picocli;
}
