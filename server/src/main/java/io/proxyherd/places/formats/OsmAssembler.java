package io.proxyherd.places.formats;

import io.proxyherd.places.formats.OutlineSpool.Content;
import io.proxyherd.places.formats.OutlineSpool.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes places of the elements of an OSM file in up to three passes, so that next to nothing is in
 * memory. The first takes the nodes that are places and remembers the outlines of ways and
 * relations that are; the second the ways of these relations, if there are any; the third the
 * positions of all nodes in these outlines. The elements may come in any order.
 */
final class OsmAssembler implements AutoCloseable {
  private static final Set<String> AREAS = Set.of("multipolygon", "boundary");

  private final OsmSource source;
  private final FileInput file;
  private final Rows rows;
  private final Workspace workspace;
  private final OutlineSpool spool;
  private final IdCollector wantedNodes;
  private final IdCollector wantedWays;

  private OsmAssembler(OsmSource source, FileInput file, Rows rows, Workspace workspace)
      throws IOException {
    this.source = source;
    this.file = file;
    this.rows = rows;
    this.workspace = workspace;
    this.spool = new OutlineSpool(workspace.directory());
    this.wantedNodes = new IdCollector(workspace);
    this.wantedWays = new IdCollector(workspace);
  }

  static void read(OsmSource source, FileInput file, Rows rows, Workspace workspace)
      throws IOException {
    try (var assembler = new OsmAssembler(source, file, rows, workspace)) {
      assembler.readAll();
    }
  }

  private void readAll() throws IOException {
    file.expect(3 * file.size());
    source.read(EnumSet.allOf(OsmSource.Kind.class), new PlaceFinder());
    try (var members = new MemberWays(wantedWays.toTable(), workspace)) {
      if (!members.isEmpty()) {
        source.read(EnumSet.of(OsmSource.Kind.WAY), new WayFinder(members));
      }
      members.freeze();
      try (IdTable nodes = wantedNodes.toTable()) {
        if (nodes.size() > 0) {
          source.read(EnumSet.of(OsmSource.Kind.NODE), new NodeFinder(nodes));
        }
        spool.readAll(entry -> locate(entry, members, nodes));
      }
    }
  }

  private void locate(Entry entry, MemberWays members, IdTable nodes) throws IOException {
    Optional<List<LongList>> outlines = outlines(entry, members, nodes);
    if (outlines.isEmpty()) {
      rows.refuse(Reason.TOO_LARGE, entry.where());
      return;
    }
    if (outlines.get().stream().anyMatch(outline -> outline.contains(Position.NONE))) {
      rows.refuse(Reason.MISSING_NODES, entry.where());
      return;
    }
    long centre = Centroid.of(outlines.get()).orElse(Position.NONE);
    if (centre == Position.NONE) {
      rows.refuse(Reason.NO_OUTLINE, entry.where());
    } else {
      rows.offer(
          entry.draft(), Position.latitude(centre), Position.longitude(centre), entry::where);
    }
  }

  /** The outlines of a place; empty when they have more points than fit. */
  private static Optional<List<LongList>> outlines(Entry entry, MemberWays members, IdTable nodes) {
    var outlines = new ArrayList<LongList>();
    switch (entry.content()) {
      case POSITIONS -> outlines.add(entry.values());
      case NODE_IDS -> outlines.add(positions(entry.values(), nodes));
      case WAY_IDS -> {
        long points = 0;
        for (int i = 0; i < entry.values().size() && points <= LongList.LONGEST; i++) {
          LongList outline = members.positions(entry.values().at(i), nodes);
          points += Math.max(1, outline.size());
          outlines.add(outline);
        }
        if (points > LongList.LONGEST) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(outlines);
  }

  private static LongList positions(LongList ids, IdTable nodes) {
    var positions = new LongList();
    for (int i = 0; i < ids.size(); i++) {
      positions.add(nodes.valueOf(ids.at(i)));
    }
    return positions;
  }

  private void want(IdCollector ids, LongList wanted) throws IOException {
    for (int i = 0; i < wanted.size(); i++) {
      ids.add(wanted.at(i));
    }
  }

  /** The first pass. */
  private final class PlaceFinder implements OsmVisitor {
    @Override
    public void node(long id, long position, Map<String, String> tags) throws IOException {
      if (!isPlace(tags, "node ", id)) {
        return;
      }
      if (position == Position.NONE) {
        rows.refuse(Reason.OUT_OF_RANGE, "node " + id);
      } else {
        rows.offer(
            PoiRule.draft("osm-n" + id, tags),
            Position.latitude(position),
            Position.longitude(position),
            () -> "node " + id);
      }
    }

    @Override
    public void way(Way way) throws IOException {
      if (isPlace(way.tags(), "way ", way.id())) {
        LongList positions = way.positions();
        boolean located = positions.size() > 0;
        remember(
            PoiRule.draft("osm-w" + way.id(), way.tags()),
            "way " + way.id(),
            located ? Content.POSITIONS : Content.NODE_IDS,
            located ? positions : way.nodes());
      }
    }

    @Override
    public void relation(Relation relation) throws IOException {
      if (!isPlace(relation.tags(), "relation ", relation.id())) {
        return;
      }
      String where = "relation " + relation.id();
      if (AREAS.contains(relation.tags().getOrDefault("type", ""))) {
        remember(
            PoiRule.draft("osm-r" + relation.id(), relation.tags()),
            where,
            Content.WAY_IDS,
            relation.outerWays());
      } else {
        rows.refuse(Reason.NO_OUTLINE, where);
      }
    }

    private boolean isPlace(Map<String, String> tags, String kind, long id) throws IOException {
      if (tags.isEmpty()) {
        return false;
      }
      Optional<Reason> objection = PoiRule.objection(tags);
      if (objection.isPresent()) {
        rows.refuse(objection.get(), kind + id);
      }
      return objection.isEmpty() && PoiRule.accepts(tags);
    }

    private void remember(Draft draft, String where, Content content, LongList values)
        throws IOException {
      if (values.isCutOff()) {
        rows.refuse(Reason.TOO_LARGE, where);
      } else if (draft.objection().isPresent()) {
        rows.refuse(draft.objection().get(), where);
      } else {
        switch (content) {
          case NODE_IDS -> want(wantedNodes, values);
          case WAY_IDS -> want(wantedWays, values);
          case POSITIONS -> {}
        }
        spool.write(new Entry(draft, where, content, values));
      }
    }
  }

  /** The second pass. */
  private final class WayFinder implements OsmVisitor {
    private final MemberWays members;

    WayFinder(MemberWays members) {
      this.members = members;
    }

    @Override
    public void way(Way way) throws IOException {
      if (!members.wants(way.id())) {
        return;
      }
      LongList positions = way.positions();
      if (positions.size() > 0) {
        members.put(way.id(), positions, true);
      } else {
        members.put(way.id(), way.nodes(), false);
        want(wantedNodes, way.nodes());
      }
    }
  }

  /** The third pass. */
  private static final class NodeFinder implements OsmVisitor {
    private final IdTable nodes;

    NodeFinder(IdTable nodes) {
      this.nodes = nodes;
    }

    @Override
    public void node(long id, long position, Map<String, String> tags) {
      nodes.put(id, position);
    }
  }

  @Override
  public void close() throws IOException {
    try (spool;
        wantedNodes) {
      wantedWays.close();
    }
  }
}
