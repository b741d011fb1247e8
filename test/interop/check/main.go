// Command check reads what an rx12 log publishes with the code of another house: golang.org/x/mod/sumdb/note and tlog.
//
// It is given a folder with the files of one log and ends with 0 and "ok", or with 1 and the first thing that is wrong:
//
//	vkey, checkpoint, old-checkpoint   as published
//	consistency                        our proof from the old checkpoint to the new, one base64 hash a line
//	dictionary                         the preset dictionary of receipts of form 1
//	receipts/*                         C2SP tlog-proof files with entry and salt
//	log/tile/...                       as served
package main

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := check(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ok")
}

func check(dir string) error {
	verifier, err := note.NewVerifier(strings.TrimSpace(read(dir, "vkey")))
	if err != nil {
		return fmt.Errorf("vkey: %w", err)
	}
	known := note.VerifierList(verifier)
	now, err := openCheckpoint([]byte(read(dir, "checkpoint")), verifier.Name(), known)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	old, err := openCheckpoint([]byte(read(dir, "old-checkpoint")), verifier.Name(), known)
	if err != nil {
		return fmt.Errorf("old checkpoint: %w", err)
	}
	hashes := tlog.TileHashReader(now, tiles{dir})
	if err := checkConsistency(dir, old, now, hashes); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	if err := checkEntries(dir, now, hashes); err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	return checkReceipts(dir, verifier.Name(), known)
}

// openCheckpoint reads a C2SP checkpoint: tlog.ParseTree knows only the origin of Go's own log.
func openCheckpoint(msg []byte, origin string, known note.Verifiers) (tlog.Tree, error) {
	opened, err := note.Open(msg, known)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.SplitN(opened.Text, "\n", 4)
	if len(lines) != 4 || lines[0] != origin {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", origin)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// checkConsistency proves with Go's code from our tiles, and checks our own proof with Go's code.
func checkConsistency(dir string, old, now tlog.Tree, hashes tlog.HashReader) error {
	proof, err := tlog.ProveTree(now.N, old.N, hashes)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("from tiles: %w", err)
	}
	ours, err := parseHashes(strings.Fields(read(dir, "consistency")))
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(ours, now.N, now.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("our proof: %w", err)
	}
	return nil
}

// checkEntries proves from tiles that each leaf of the bundles is in the tree.
func checkEntries(dir string, now tlog.Tree, hashes tlog.HashReader) error {
	for start := int64(0); start < now.N; start += 256 {
		tile := tlog.Tile{H: 8, L: 0, N: start / 256, W: int(min(256, now.N-start))}
		rest := []byte(read(dir, "log/"+strings.Replace(tilePath(tile), "tile/0/", "tile/entries/", 1)))
		for index := start; index < start+int64(tile.W); index++ {
			if len(rest) < 2 || len(rest) < 2+int(rest[0])<<8+int(rest[1]) {
				return fmt.Errorf("bundle %d is short", tile.N)
			}
			length := int(rest[0])<<8 + int(rest[1])
			leaf := rest[2 : 2+length]
			rest = rest[2+length:]
			proof, err := tlog.ProveRecord(now.N, index, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, now.N, now.Hash, index, tlog.RecordHash(leaf)); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
		}
		if len(rest) > 0 {
			return fmt.Errorf("bundle %d is long", tile.N)
		}
	}
	return nil
}

func checkReceipts(dir, origin string, known note.Verifiers) error {
	paths, err := filepath.Glob(filepath.Join(dir, "receipts", "*"))
	if err != nil || len(paths) == 0 {
		return fmt.Errorf("no receipts")
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := checkReceipt(string(data), []byte(read(dir, "dictionary")), origin, known); err != nil {
			return fmt.Errorf("receipt %s: %w", filepath.Base(path), err)
		}
	}
	return nil
}

func checkReceipt(file string, dictionary []byte, origin string, known note.Verifiers) error {
	head, checkpoint, found := strings.Cut(file, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("not a tlog-proof")
	}
	tree, err := openCheckpoint([]byte(checkpoint), origin, known)
	if err != nil {
		return err
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil || len(extra) < 34 || extra[0] != 1 {
		return fmt.Errorf("extra")
	}
	body, err := io.ReadAll(flate.NewReaderDict(bytes.NewReader(extra[33:]), dictionary))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var entry struct{ Seq int64 }
	if err := json.Unmarshal(body, &entry); err != nil || entry.Seq != index {
		return fmt.Errorf("the entry says it is number %d, the proof is for %d", entry.Seq, index)
	}
	proof, err := parseHashes(lines[3:])
	if err != nil {
		return err
	}
	commitment := sha256.Sum256(append(append([]byte("rx12/entry/v1/sha-256\n"), extra[1:33]...), body...))
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(commitment[:]))
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	hashes := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// tiles reads tiles from the folder; tlog itself checks each against the tree's root before it uses a hash of it.
type tiles struct{ dir string }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := [][]byte{}
	for _, tile := range wanted {
		bytes, err := os.ReadFile(filepath.Join(t.dir, "log", tilePath(tile)))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// tilePath is Go's path without the height, which C2SP tlog-tiles fixes at 8.
func tilePath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func read(dir, name string) string {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	return string(data)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}
