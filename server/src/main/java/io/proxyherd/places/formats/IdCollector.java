package io.proxyherd.places.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Collects ids in any order, each maybe often, and sorts them outside the heap: as many as fit are
 * sorted in memory and written as a run; in the end the runs are merged.
 */
final class IdCollector implements AutoCloseable {
  private final Workspace workspace;
  private final LongFile runs;
  private final List<Run> finished = new ArrayList<>();
  private final long[] chunk;
  private int size;

  IdCollector(Workspace workspace) throws IOException {
    this.workspace = workspace;
    this.runs = new LongFile(workspace.directory());
    this.chunk = new long[workspace.idsInMemory()];
  }

  void add(long id) throws IOException {
    if (size == chunk.length) {
      writeRun();
    }
    chunk[size++] = id;
  }

  private void writeRun() throws IOException {
    Arrays.sort(chunk, 0, size);
    long begin = runs.size();
    for (int i = 0; i < size; i++) {
      if (i == 0 || chunk[i] != chunk[i - 1]) {
        runs.append(chunk[i]);
      }
    }
    finished.add(new Run(begin, runs.size()));
    size = 0;
  }

  /** All ids in order, each once. */
  IdTable toTable() throws IOException {
    if (size > 0) {
      writeRun();
    }
    runs.freeze();
    var ids = new LongFile(workspace.directory());
    try {
      merge(ids);
      ids.freeze();
      return new IdTable(ids, workspace);
    } catch (IOException e) {
      ids.close();
      throw e;
    }
  }

  private void merge(LongFile ids) throws IOException {
    var queue = new PriorityQueue<>(Comparator.comparingLong(Run::head));
    finished.forEach(run -> run.addTo(queue));
    long last = 0;
    while (!queue.isEmpty()) {
      Run run = queue.remove();
      long id = run.head();
      if (ids.size() == 0 || id != last) {
        ids.append(id);
        last = id;
      }
      run.next++;
      run.addTo(queue);
    }
  }

  @Override
  public void close() throws IOException {
    runs.close();
  }

  /** A sorted part of the file. */
  private final class Run {
    private final long end;
    private long next;

    Run(long begin, long end) {
      this.next = begin;
      this.end = end;
    }

    long head() {
      return runs.at(next);
    }

    void addTo(PriorityQueue<Run> queue) {
      if (next < end) {
        queue.add(this);
      }
    }
  }
}
