import argparse
import unittest
import logging
from typing import Protocol
from argparse import ArgumentParser
import turtle
import os.path
import xml.etree.ElementTree as ET
from string import ascii_lowercase, Template
import multiprocessing, socket, subprocess
def f(n):
    return n * 2 + logging.DEBUG
# call: f(4)
