package dev.adjoint.data.fetch;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Fetches one file of a public set.
///
/// The bytes arrive in a part file. If the transfer is interrupted, the next call continues from
/// there: if the checksum is known, at any address; otherwise only at the same address, and only if
/// the server says that its file is still the same version. A complete file with the right checksum
/// gets its name by one atomic rename, so a file under its name is always complete. Where no
/// checksum is known, [Fetched#sha256] is the computed one.
public final class Download {

  /// The largest file that is accepted if its size is not known before: 4 GiB.
  public static final long LARGEST = 4L << 30;

  private final RemoteFile file;
  private final Path folder;
  private final FetchProgress progress;

  private Download(RemoteFile file, Path folder, FetchProgress progress) {
    this.file = file;
    this.folder = folder;
    this.progress = progress;
  }

  /// Fetches a file into a folder, unless it is there.
  ///
  /// @param file what to fetch
  /// @param folder where to; it is made if it is not there
  /// @param progress is called while bytes arrive
  /// @return where the file is and what its checksum is
  /// @throws DataException if another file of this name is there, no address gives the file, what
  ///   arrives has another length or checksum than it should have, or the folder cannot be written;
  ///   the message says what to do
  public static Fetched fetch(RemoteFile file, Path folder, FetchProgress progress) {
    return new Download(file, folder, progress).fetch();
  }

  private Fetched fetch() {
    Path target = folder.resolve(file.name());
    if (Files.exists(target)) {
      return present(target);
    }
    List<String> reasons = new ArrayList<>();
    try (PartFile part = PartFile.open(folder, file.name())) {
      for (URI address : file.addresses()) {
        try {
          return fetch(address, part, target);
        } catch (AddressException e) {
          reasons.add("%s: %s".formatted(address, e.getMessage()));
        }
      }
      long there = part.length();
      throw new DataException(
          "fetch %s: no address gave the file (%s); check the network and the proxy, then run the same command again%s"
              .formatted(
                  file.name(),
                  String.join("; ", reasons),
                  there == 0
                      ? ""
                      : "; it will continue after the %,d bytes that are here".formatted(there)));
    }
  }

  /// The file that is there under this name, if it is the right one.
  private Fetched present(Path target) {
    if (!Files.isRegularFile(target)) {
      throw new DataException(
          "fetch %s: %s exists but is not a file; move it away or choose another folder"
              .formatted(file.name(), target));
    }
    String sha256 = PartFile.sha256(target);
    if (file.sha256().isPresent() && !file.sha256().get().equals(sha256)) {
      throw new DataException(
          "fetch %s: %s exists but is another file (SHA-256 %s, this one has %s); move it away or choose another folder"
              .formatted(file.name(), target, sha256, file.sha256().get()));
    }
    try {
      return new Fetched(
          target, Files.size(target), sha256, file.sha256().isPresent(), Fetched.How.PRESENT);
    } catch (IOException e) {
      throw new DataException(
          "fetch %s: %s cannot be read (%s); check its rights".formatted(file.name(), target, e),
          e);
    }
  }

  private Fetched fetch(URI address, PartFile part, Path target) throws AddressException {
    long before = part.length();
    if (before == 0 || file.size().isEmpty() || before < file.size().getAsLong()) {
      before = receive(address, part);
    }
    String sha256 = part.sha256();
    if (wrong(sha256) && before > 0) {
      // The part was not the beginning of this file; without it the download can succeed.
      part.clear();
      before = receive(address, part);
      sha256 = part.sha256();
    }
    if (wrong(sha256)) {
      part.clear();
      throw new AddressException(
          "what came has the SHA-256 %s but the file has %s"
              .formatted(sha256, file.sha256().orElseThrow()));
    }
    long bytes = part.length();
    part.moveTo(target);
    return new Fetched(
        target,
        bytes,
        sha256,
        file.sha256().isPresent(),
        before == 0 ? Fetched.How.WHOLE : Fetched.How.RESUMED);
  }

  private boolean wrong(String sha256) {
    return file.sha256().isPresent() && !file.sha256().get().equals(sha256);
  }

  /// Receives the file or its rest.
  ///
  /// @return how many bytes of the part were kept
  private long receive(URI address, PartFile part) throws AddressException {
    Optional<String> version = part.versionFrom(address.toString());
    boolean resumes = file.sha256().isPresent() || version.isPresent();
    long from = resumes ? part.length() : 0;
    try (HttpAnswer answer = HttpAnswer.ask(address, from, version)) {
      OptionalLong total = agreed(answer.total());
      part.startAt(answer.from(), address.toString(), answer.version());
      copy(answer, part, total);
      return answer.from();
    }
  }

  /// The length of the whole file, as the list and the server say.
  private OptionalLong agreed(OptionalLong told) throws AddressException {
    if (told.isPresent() && file.size().isPresent() && !told.equals(file.size())) {
      throw new AddressException(
          "the server's file has %,d bytes but this one has %,d"
              .formatted(told.getAsLong(), file.size().getAsLong()));
    }
    if (told.isPresent() && told.getAsLong() > LARGEST) {
      throw new AddressException(
          "the server's file has %,d bytes but at most %,d are accepted"
              .formatted(told.getAsLong(), LARGEST));
    }
    return told.isPresent() ? told : file.size();
  }

  private void copy(HttpAnswer answer, PartFile part, OptionalLong total) throws AddressException {
    long done = answer.from();
    long most = total.orElse(LARGEST);
    byte[] buffer = new byte[1 << 16];
    progress.arrived(done, total);
    try (InputStream body = answer.body()) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        done += n;
        if (done > most) {
          part.clear();
          throw new AddressException("more than %,d bytes come".formatted(most));
        }
        part.append(buffer, n);
        progress.arrived(done, total);
      }
    } catch (IOException e) {
      throw AddressException.of(e);
    }
    if (total.isPresent() && done < total.getAsLong()) {
      throw new AddressException(
          "the connection ended after %,d of %,d bytes".formatted(done, total.getAsLong()));
    }
  }
}
